"""Readers' comments in markup: which elements are comments, and what each says, by whom and when.

An *item* is the elements of one comment: usually a single one, in tables several siblings. A *group* is all items that
are marked up alike. The *discussion* is the one group of a page that is believed to be its readers' comments (kind
"comment") or the posts of a forum's thread (kind "post", whose first post is the article). Here `li.comment` makes a
group of two items and `div.reply` one of two that are only parts of them; the first group is the discussion:

    <ol id="comments">
      <li class="comment"><b>Ann</b> <time>July 3</time> <p>It rains.</p> <div class="reply">Reply</div></li>
      <li class="comment"><b>Bo</b> <time>July 4</time> <p>Not here.</p> <div class="reply">Reply</div></li>
    </ol>

`discussion` is the way in. Groups are found by the names of elements (named), then by blocks alike that each print a
time (by_shape). Where there is none, comments are read from the page's data (stated), or from its lines as if it had no
markup (by_lines).
"""

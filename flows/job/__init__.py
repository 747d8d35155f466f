"""What a run is asked to do: settings, the job made of them, its sources, and the receipts of its steps."""

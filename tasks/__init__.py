"""What is done to a document: plain functions on frozen records, without files, network, clock or orchestrator."""

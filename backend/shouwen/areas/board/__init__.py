"""The board: promises kept and broken, counted from the very rows behind each figure (FR-12, CP-06, RP-02)."""

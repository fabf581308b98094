"""The two engines behind one interface."""

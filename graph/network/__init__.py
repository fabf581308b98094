"""Who talks about whom, as a network."""

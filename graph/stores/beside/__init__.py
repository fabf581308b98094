"""Reading an embedded store while another process writes to it."""

"""What is known of news by rule, beside what the model finds: each takes attributions and gives attributions."""

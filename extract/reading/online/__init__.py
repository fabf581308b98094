"""What is read by its URL: pages, feeds and sitemaps, fetched as their sites allow."""

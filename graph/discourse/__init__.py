"""Who agrees with whom on what: discourse networks (Leifeld, 2017), made of claims tagged by concepts."""

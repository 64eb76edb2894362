"""How the site and its sources are cited: CSL items, and what is written of them."""

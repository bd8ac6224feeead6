"""How the edges stand on what ``shared/foundation.py`` lays; the only place that knows them all."""

"""`python -m tests.pictures`"""

import sys

from tests.pictures.book import main

sys.exit(main())

"""How many examples the properties get that compare the rules with exact fractions: 20,000 in all six together."""

import os

from hypothesis import settings

_EXAMPLES = int(os.environ.get("EDUPORTAL_EXAMPLES", "200"))
#: Six properties of 3,400 examples; fewer only where few are asked for, more in `make soak`.
EXACT = settings(max_examples=_EXAMPLES if _EXAMPLES < 100 else max(_EXAMPLES, 3_400))

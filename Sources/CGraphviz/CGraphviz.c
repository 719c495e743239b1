#include "CGraphviz.h"
#include <gvc.h>

int chokepoint_graphviz_unused(void) { return gvContext() != 0; }

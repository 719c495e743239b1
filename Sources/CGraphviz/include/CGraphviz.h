#ifndef CHOKEPOINT_GRAPHVIZ_H
#define CHOKEPOINT_GRAPHVIZ_H
int chokepoint_graphviz_unused(void);
#endif

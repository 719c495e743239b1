#ifndef CHOKEPOINT_GRAPHVIZ_H
#define CHOKEPOINT_GRAPHVIZ_H

#include <stddef.h>
#include <stdint.h>

/// How a layout or a child ended.
enum {
    chokepoint_drawn = 0,
    chokepoint_no_graphviz = 69,
    chokepoint_bad_graph = 65,
    chokepoint_layout_failed = 70,
    chokepoint_timed_out = 75,
    chokepoint_crashed = 76,
    chokepoint_not_started = 77
};

/// Bytes that the caller frees with `chokepoint_free`.
typedef struct {
    char *bytes;
    size_t count;
} chokepoint_buffer;

/// Lays out DOT text with `dot` and renders it. Only ever called in a process that ends afterwards: libgvc has global state, and what a layout leaves behind is never freed, since freeing it
/// crashes in some releases.
///
/// `fontless` loads the core and dot plug-ins only, so that the same text gives the same bytes whatever fonts a machine has. `errors` counts what Graphviz complained of.
int chokepoint_layout(const char *dot, const char *format, int fontless, chokepoint_buffer *picture, int *errors);

/// Limits for the process that lays out: seconds of processor time, bytes of memory, no core file, no files for images.
void chokepoint_limit(unsigned seconds, uint64_t memory);

/// Runs `executable` with `arguments` (ended by NULL), feeds it `input` and takes what it prints, for at most `milliseconds`; then it is killed.
///
/// Gives the exit status, or one of the codes above where there is none.
int chokepoint_run(
    const char *executable, char *const arguments[], const char *input, size_t count, unsigned milliseconds, chokepoint_buffer *output, chokepoint_buffer *messages);

/// Frees what a call above gave.
void chokepoint_free(chokepoint_buffer buffer);

#endif

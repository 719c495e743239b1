#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CGraphviz.h"

#include <dlfcn.h>
#include <gvc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

// The length that gvRenderData gives is `unsigned *` up to release 12 and `size_t *` from 13; a zeroed 64-bit word is right for both where the low half comes first.
typedef int (*render_data)(GVC_t *, graph_t *, const char *, char **, void *);
typedef void (*free_data)(char *);

static int note(char *message) {
    if (message) fputs(message, stderr);
    return 0;
}

static void *library_beside(const char *name) {
    Dl_info here;
    if (!dladdr((void *)gvContext, &here) || !here.dli_fname) return NULL;
    const char *slash = strrchr(here.dli_fname, '/');
    if (!slash) return NULL;
    static const char *const endings[] = {".so.6", ".so.8", ".so", ".dylib", ".6.dylib", ".8.dylib", NULL};
    for (int index = 0; endings[index]; index++) {
        char path[4096];
        int length = snprintf(path, sizeof path, "%.*s/graphviz/libgvplugin_%s%s", (int)(slash - here.dli_fname), here.dli_fname, name, endings[index]);
        if (length < 0 || (size_t)length >= sizeof path) continue;
        void *library = dlopen(path, RTLD_NOW);
        if (library) return library;
    }
    return NULL;
}

static GVC_t *fontless_context(void) {
    static lt_symlist_t plugins[3];
    void *core = library_beside("core");
    void *dot = library_beside("dot_layout");
    if (!core || !dot) return NULL;
    void *core_symbol = dlsym(core, "gvplugin_core_LTX_library");
    void *dot_symbol = dlsym(dot, "gvplugin_dot_layout_LTX_library");
    if (!core_symbol || !dot_symbol) return NULL;
    plugins[0].name = "gvplugin_core_LTX_library";
    plugins[0].address = core_symbol;
    plugins[1].name = "gvplugin_dot_layout_LTX_library";
    plugins[1].address = dot_symbol;
    plugins[2].name = 0;
    plugins[2].address = 0;
    return gvContextPlugins(plugins, 0);
}

int chokepoint_layout(const char *dot, const char *format, int fontless, chokepoint_buffer *picture, int *errors) {
    picture->bytes = NULL;
    picture->count = 0;
    agseterrf(note);
    agseterr(AGWARN);
    GVC_t *context = fontless ? fontless_context() : NULL;
    if (!context) context = gvContext();
    if (!context) return chokepoint_no_graphviz;
    Agraph_t *graph = agmemread((char *)dot);
    if (!graph) return chokepoint_bad_graph;
    if (gvLayout(context, graph, "dot") != 0) return chokepoint_layout_failed;
    uint64_t count = 0;
    char *bytes = NULL;
    if (((render_data)(void *)gvRenderData)(context, graph, format, &bytes, &count) != 0 || !bytes) return chokepoint_layout_failed;
    picture->bytes = malloc((size_t)count + 1);
    if (!picture->bytes) return chokepoint_layout_failed;
    memcpy(picture->bytes, bytes, (size_t)count);
    picture->bytes[count] = 0;
    picture->count = (size_t)count;
    // The highest level of complaint: a warning about a font is 0, a lost edge is 1.
    *errors = agerrors();
    return chokepoint_drawn;
}

static void limit(int resource, rlim_t value) {
    struct rlimit limits;
    if (getrlimit(resource, &limits) != 0) return;
    if (limits.rlim_max != RLIM_INFINITY && value > limits.rlim_max) value = limits.rlim_max;
    limits.rlim_cur = value;
    setrlimit(resource, &limits);
}

void chokepoint_limit(unsigned seconds, uint64_t memory) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, seconds);
    limit(RLIMIT_AS, (rlim_t)memory);
    // Graphviz reads image files only from this list of folders once it believes that it serves others.
    setenv("SERVER_NAME", "chokepoint", 1);
    setenv("GV_FILE_PATH", "", 1);
}

void chokepoint_free(chokepoint_buffer buffer) { free(buffer.bytes); }

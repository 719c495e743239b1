// The plain way to remove one thing after another from an AND/OR graph: counters for each group, a stack, and taking back.
// What the sweep over single events is measured against. Reads what `package-graph` and `GraphBenchmark generate` write; prints
// the CPU seconds of the best run and how many nodes fall in all.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    FILE *file = fopen(argv[1], "rb");
    int runs = atoi(argv[2]);
    uint32_t head[3];
    if (!file || fread(head, 4, 3, file) != 3) return 2;
    uint32_t nodes = head[0], groups = head[1], members = head[2];
    uint32_t removals = argc > 3 ? (uint32_t)atoi(argv[3]) : nodes;
    uint32_t *node = malloc(4ul * groups), *start = malloc(4ul * (groups + 1)), *member = malloc(4ul * members);
    uint32_t *need = malloc(4ul * groups);
    if (fread(node, 4, groups, file) != groups || fread(start, 4, groups + 1, file) != groups + 1 || fread(member, 4, members, file) != members)
        return 2;
    // How many members each group needs: one, unless the file goes on to say.
    if (fread(need, 4, groups, file) != groups)
        for (uint32_t g = 0; g < groups; g++) need[g] = 1;
    uint32_t *useStart = calloc(nodes + 2, 4), *use = malloc(4ul * members);
    double best = 1e9;
    uint64_t total = 0;
    for (int run = 0; run < runs; run++) {
        double began = cpu();
        for (uint32_t n = 0; n < nodes + 2; n++) useStart[n] = 0;
        for (uint32_t m = 0; m < members; m++) useStart[member[m] + 2]++;
        for (uint32_t n = 0; n < nodes; n++) useStart[n + 2] += useStart[n + 1];
        for (uint32_t g = 0; g < groups; g++)
            for (uint32_t m = start[g]; m < start[g + 1]; m++) use[useStart[member[m] + 1]++] = g;
        int32_t *left = malloc(4ul * groups);
        for (uint32_t g = 0; g < groups; g++) left[g] = (int32_t)(start[g + 1] - start[g]) - (int32_t)need[g] + 1;
        uint8_t *down = calloc(nodes, 1);
        uint32_t *trail = malloc(4ul * nodes);
        total = 0;
        for (uint32_t r = 0; r < removals; r++) {
            uint32_t first = (uint32_t)((uint64_t)r * nodes / removals), end = 1;
            trail[0] = first;
            down[first] = 1;
            for (uint32_t i = 0; i < end; i++)
                for (uint32_t u = useStart[trail[i]]; u < useStart[trail[i] + 1]; u++) {
                    uint32_t g = use[u];
                    if (--left[g] == 0 && !down[node[g]]) {
                        down[node[g]] = 1;
                        trail[end++] = node[g];
                    }
                }
            for (uint32_t i = 0; i < end; i++) {
                down[trail[i]] = 0;
                for (uint32_t u = useStart[trail[i]]; u < useStart[trail[i] + 1]; u++) left[use[u]]++;
            }
            total += end;
        }
        free(left);
        free(down);
        free(trail);
        double took = cpu() - began;
        if (took < best) best = took;
    }
    printf("%f %llu\n", best, (unsigned long long)total);
    return 0;
}

// What yyjson takes to parse the files that ReadBenchmark reads: one line a file, its path and the CPU seconds of the best run.
//
//     yyjson-peer SECONDS FILE...
//
// Build: cc -O3 -o yyjson-peer yyjson-peer.c -lyyjson
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <yyjson.h>

static double cpu_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static char *contents(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    long end = ftell(file);
    rewind(file);
    char *text = end > 0 ? malloc((size_t)end) : NULL;
    *size = text ? fread(text, 1, (size_t)end, file) : 0;
    fclose(file);
    return text;
}

int main(int count, char **arguments) {
    if (count < 3) return 2;
    double seconds = atof(arguments[1]);
    for (int at = 2; at < count; at++) {
        size_t size = 0;
        char *text = contents(arguments[at], &size);
        double least = 1e9, total = 0;
        int isJSON = text != NULL;
        while (isJSON) {
            double began = cpu_seconds();
            yyjson_doc *document = yyjson_read(text, size, 0);
            double spent = cpu_seconds() - began;
            isJSON = document != NULL;
            yyjson_doc_free(document);
            if (spent < least) least = spent;
            total += spent;
            if (total >= seconds) break;
        }
        if (isJSON) printf("%s\t%.9f\n", arguments[at], least);
        else printf("%s\t-\n", arguments[at]);
        free(text);
    }
    return 0;
}

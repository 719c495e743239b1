#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CGraphviz.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int append(chokepoint_buffer *buffer, size_t *room, int descriptor) {
    if (*room - buffer->count < 65536) {
        size_t wanted = *room ? *room * 2 : 131072;
        if (wanted > ((size_t)1 << 30)) return -1;
        char *grown = realloc(buffer->bytes, wanted);
        if (!grown) return -1;
        buffer->bytes = grown;
        *room = wanted;
    }
    ssize_t got = read(descriptor, buffer->bytes + buffer->count, *room - buffer->count - 1);
    if (got > 0) buffer->count += (size_t)got;
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 1;
    return got > 0 ? 1 : 0;
}

static void close_all(int *pipes, int count) {
    for (int index = 0; index < count; index++)
        if (pipes[index] >= 0) close(pipes[index]);
}

int chokepoint_run(
    const char *executable, char *const arguments[], const char *input, size_t count, unsigned milliseconds, chokepoint_buffer *output, chokepoint_buffer *messages) {
    memset(output, 0, sizeof *output);
    memset(messages, 0, sizeof *messages);
    int pipes[6] = {-1, -1, -1, -1, -1, -1};
    for (int index = 0; index < 6; index += 2) {
        if (pipe(pipes + index) != 0) {
            close_all(pipes, 6);
            return chokepoint_not_started;
        }
    }
    for (int index = 0; index < 6; index++) fcntl(pipes[index], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[0], 0);
    posix_spawn_file_actions_adddup2(&actions, pipes[3], 1);
    posix_spawn_file_actions_adddup2(&actions, pipes[5], 2);
    pid_t child = 0;
    int failure = posix_spawn(&child, executable, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(pipes[0]);
    close(pipes[3]);
    close(pipes[5]);
    pipes[0] = pipes[3] = pipes[5] = -1;
    if (failure != 0) {
        close_all(pipes, 6);
        return chokepoint_not_started;
    }
    fcntl(pipes[1], F_SETFL, O_NONBLOCK);
    fcntl(pipes[2], F_SETFL, O_NONBLOCK);
    fcntl(pipes[4], F_SETFL, O_NONBLOCK);
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    size_t sent = 0, output_room = 0, message_room = 0;
    int is_late = 0;
    long long deadline = now() + milliseconds;
    if (count == 0) {
        close(pipes[1]);
        pipes[1] = -1;
    }
    while (pipes[2] >= 0 || pipes[4] >= 0) {
        long long left = deadline - now();
        if (left <= 0) {
            is_late = 1;
            break;
        }
        struct pollfd waiting[3] = {{pipes[1], POLLOUT, 0}, {pipes[2], POLLIN, 0}, {pipes[4], POLLIN, 0}};
        int ready = poll(waiting, 3, left > 1000 ? 1000 : (int)left);
        if (ready < 0 && errno != EINTR) break;
        if (ready <= 0) continue;
        if (pipes[1] >= 0 && waiting[0].revents) {
            ssize_t got = write(pipes[1], input + sent, count - sent);
            if (got > 0) sent += (size_t)got;
            if (sent == count || (got < 0 && errno != EAGAIN && errno != EINTR)) {
                close(pipes[1]);
                pipes[1] = -1;
            }
        }
        if (pipes[2] >= 0 && waiting[1].revents && append(output, &output_room, pipes[2]) <= 0) {
            close(pipes[2]);
            pipes[2] = -1;
        }
        if (pipes[4] >= 0 && waiting[2].revents && append(messages, &message_room, pipes[4]) <= 0) {
            close(pipes[4]);
            pipes[4] = -1;
        }
    }
    close_all(pipes, 6);
    if (is_late) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    signal(SIGPIPE, before);
    if (is_late) return chokepoint_timed_out;
    if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGXCPU ? chokepoint_timed_out : chokepoint_crashed;
    return WEXITSTATUS(status);
}

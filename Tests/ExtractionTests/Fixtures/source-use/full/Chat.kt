package com.acme

import com.openai.client.okhttp.OpenAIOkHttpClient as Client

/* nested /* Client.fromEnv() */ still a comment: Client.fromEnv() */
class Chat(name: String) {
    val greeting = "hello ${name.let { "dear \"$it\"" }}"
    val client = Client.fromEnv()
}

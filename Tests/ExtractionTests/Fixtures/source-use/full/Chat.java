package com.acme;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;

/** OpenAIOkHttpClient.builder().baseUrl("https://api.x.ai").build() */
class Chat {
    // OpenAIOkHttpClient.fromEnv();
    String text = """
        OpenAIOkHttpClient.fromEnv() talks to "https://api.openai.com"
        """;
    OpenAIClient client = OpenAIOkHttpClient.builder().apiKey(System.getenv("KEY")).baseUrl("https://api.deepseek.com").build();
}

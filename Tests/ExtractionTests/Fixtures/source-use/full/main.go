package main

import (
	"net/http"

	openai "github.com/sashabaranov/go-openai"
)

/* openai.NewClient("key") */
var help = `use openai.NewClient("key") to talk to https://api.x.ai`

func main() {
	config := openai.DefaultConfig("key")
	config.BaseURL = "https://api.deepseek.com/v1"
	client := openai.NewClientWithConfig(config)
	client.CreateChatCompletion(nil, openai.ChatCompletionRequest{Model: "deepseek-chat"})
	http.Get("https://api.stripe.com/v1/balance")
}

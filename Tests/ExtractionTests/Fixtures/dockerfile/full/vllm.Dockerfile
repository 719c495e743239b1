FROM vllm/vllm-openai:v0.10.1
CMD ["--model", "acme/chat-7b", "--revision", "0123456789abcdef0123456789abcdef01234567", "--lora-modules", "support=acme/support-lora"]

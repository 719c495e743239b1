"""How to use it: OpenAI(base_url="https://api.mistral.ai/v1") would be wrong here."""
import os

import boto3
import litellm
import requests
from openai import AzureOpenAI, OpenAI as Client

# Client(base_url="https://api.x.ai/v1")
BASE = "https://api.deepseek.com/v1"

client = Client(base_url=BASE, api_key=os.environ["DEEPSEEK_API_KEY"])
azure = AzureOpenAI(azure_endpoint="https://acme.openai.azure.com", azure_deployment="gpt-4o")
bedrock = boto3.client("bedrock-runtime")
open_end = Client(base_url=os.environ["LLM_BASE_URL"], api_key=os.getenv("LLM_KEY"))
by_default = Client(base_url=os.getenv("LLM_HOST", "https://llm.acme.example/v1"))
own = Client(base_url="http://localhost:8000/v1")


def ask(question):
    """Ask https://api.stripe.com nothing."""
    litellm.completion(model="anthropic/claude-sonnet-4-5", messages=[])
    requests.post("https://api.stripe.com/v1/charges", data={})
    return client.chat.completions.create(model="deepseek-chat", messages=[{"role": "user", "content": f"{question!r}"}])

"""How not to use it: OpenAI(base_url="https://api.mistral.ai/v1")."""
import os

import requests
from openai import OpenAI as Client

# Client(base_url="https://api.x.ai/v1")
BASE = "https://api.deepseek.com/v1"

client = Client(base_url=BASE, api_key=os.environ["DEEPSEEK_API_KEY"])


def ask(question):
    """Asks https://api.groq.com nothing."""
    requests.post("https://api.stripe.com/v1/charges", data={})
    return client.chat.completions.create(model="deepseek-chat", messages=[{"role": "user", "content": f"{question!r}"}])

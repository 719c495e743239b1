from openai import OpenAI

client = OpenAI(
    base_url="https://api.deepseek.com

notes = """
OpenAI(base_url="https://api.x.ai")

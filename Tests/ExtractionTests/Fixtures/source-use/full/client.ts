import OpenAI from "openai";
import { createAnthropic, type AnthropicProvider } from "@ai-sdk/anthropic";
import type { Mistral } from '@mistralai/mistralai';

/* new OpenAI({ baseURL: "https://api.x.ai" }) */
const pattern = /new OpenAI\({ baseURL: "[^/]*" }\)/;
const base = process.env.OPENAI_COMPATIBLE_URL ?? "https://api.deepseek.com";
export const client = new OpenAI({ baseURL: `${base}/v1`, apiKey: process.env.KEY });
const anthropic = createAnthropic({ baseURL: "https://gateway.acme.example/anthropic" });
export const model = anthropic("claude-sonnet-4-5");
export const chat = (text: string) => client.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content: `It's ${text}` }] });

import OpenAI from "openai";
const a = new OpenAI({ baseURL: "https://
const b = `never ends ${new OpenAI()

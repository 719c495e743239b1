/// The files of the built-in sample: an invented product, written for the demo.
///
/// The vendors are real, the findings are about the sample only.
enum DemoFiles {
    /// Path and content of every file, as they would lie in the folder of the product.
    static let all: [(path: String, text: String)] = [
        ("chokepoint.yaml", manifest), ("gateway/litellm.yaml", gateway), ("server/requirements.txt", requirements),
        ("server/deploy/compose.yaml", compose), ("server/.env.example", environment), ("web/package-lock.json", packageLock),
        ("models/lumen/lumen-8b-ft/README.md", modelCard),
    ]

    private static let manifest = """
        # What no scan can see, said by people.
        chokepoint: 1
        products:
          - id: assistant
            name: Lumen Assistant
            markets: [DE, SG]
            criticality: 5
            needs:
              - capability: chat
                name: Chat
                all: ["model:lumen/lumen-8b-ft", "infrastructure:aws/ap-southeast-1", "./server"]
              - capability: reasoning
                name: Deep reasoning
                anyOf: ["service:openai-api", "service:deepseek-api"]
                want: 2
              - capability: search
                name: Document search
                all: ["model:BAAI/bge-m3", "infrastructure:aws/ap-southeast-1", "./server"]
              - capability: front
                name: Web front
                all: ["./web"]
        relationships:
          - {kind: derivedFrom, from: "model:lumen/lumen-8b-ft", to: "model:meta-llama/Llama-3.1-8B", how: fine-tune}
          - {kind: runsOn, from: "model:lumen/lumen-8b-ft", to: "hardware:nvidia-h20"}
          - {kind: developedBy, from: "model:lumen/lumen-8b-ft", to: "org:lumen"}
        facts:
          - {about: "org:lumen", jurisdiction: SG, nexus: established, source: "commercial register (invented), 2026-03-01"}
        """

    private static let gateway = """
        model_list:
          - model_name: drafts
            litellm_params: {model: openai/gpt-4o-mini, api_key: os.environ/OPENAI_API_KEY}
          - model_name: drafts-fallback
            litellm_params: {model: mistral/mistral-small-latest, api_key: os.environ/MISTRAL_API_KEY}
        router_settings:
          fallbacks: [{drafts: [drafts-fallback]}]
        """

    private static let requirements = """
        torch==2.6.0
        transformers==4.51.3
        vllm==0.8.5
        accelerate==1.6.0
        sentence-transformers==4.1.0
        fastapi==0.115.12
        openai==1.77.0
        paddlepaddle==3.0.0
        """

    private static let compose = """
        services:
          api:
            image: lumen/assistant-api:3.2
            environment:
              OPENAI_API_KEY: ${OPENAI_API_KEY}
            depends_on: [redis]
          redis:
            image: redis:7.4
        """

    private static let environment = """
        OPENAI_API_KEY=
        DEEPSEEK_API_KEY=
        HF_TOKEN=
        """

    private static let packageLock = """
        {
          "name": "lumen-web", "version": "3.2.0", "lockfileVersion": 3, "requires": true,
          "packages": {
            "": {"name": "lumen-web", "version": "3.2.0", "dependencies": {"next": "15.3.1", "@aws-sdk/client-s3": "3.800.0"}},
            "node_modules/next": {"version": "15.3.1", "license": "MIT", "dependencies": {"react": "19.1.0"}},
            "node_modules/react": {"version": "19.1.0", "license": "MIT"},
            "node_modules/@aws-sdk/client-s3": {"version": "3.800.0", "license": "Apache-2.0"}
          }
        }
        """

    private static let modelCard = """
        ---
        license: llama3.1
        base_model: meta-llama/Llama-3.1-8B
        base_model_relation: finetune
        datasets: [lumen/dialogues]
        library_name: transformers
        ---
        # lumen-8b-ft
        """
}

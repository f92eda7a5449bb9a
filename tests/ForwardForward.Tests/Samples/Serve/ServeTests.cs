using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Samples.Serve;

public sealed partial class ServeTests(ServeTests.Served served) : IClassFixture<ServeTests.Served>
{
    private const string PostsInside = "http_server_active_requests{http_request_method=\"POST\"} 1";

    private HttpClient Client => served.Server.Client;

    [Fact]
    public Task Classify_Image_IsWhatTheNetworkSays() => ExpectNetworksAnswerAsync(served.Server);

    [Fact]
    public async Task Classify_ExportedNetwork_IsWhatTheNetworkSays()
    {
        await using ServingProcess server = await ServingProcess.StartAsync(served.ExportedPath, "--engine", "onnx");

        await ExpectNetworksAnswerAsync(server);
    }

    private async Task ExpectNetworksAnswerAsync(ServingProcess server)
    {
        byte[] image = ServedNetwork.Image(3, height: 8, width: 21); // The fit matters.

        HttpResponseMessage answer = await server.Client.PostAsync("classify", Of(image, "image/png"));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonNode prediction = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["predictions"]!.AsArray().Single()!;

        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = ImageFile.Decode(image, served.Network.Definition.Input, ImageFit.Stretch);
        ((string?)prediction["class"]).Should().Be(served.Network.PredictNames(pixels).Single());
        ((long)prediction["label"]!).Should().Be(served.Network.Predict(pixels).item<long>());
        Numbers(prediction["scores"]!).Should().BeEquivalentTo(
            served.Network.ScoreLabels(pixels).data<float>(), near => near.WithStrictOrdering().Using<float>(pair =>
                pair.Subject.Should().BeApproximately(pair.Expectation, 1e-5f)).WhenTypeIs<float>());
        Numbers(prediction["probabilities"]!).Should().BeEquivalentTo(
            served.Network.PredictProbabilities(pixels).data<float>(), near => near.WithStrictOrdering().Using<float>(pair =>
                pair.Subject.Should().BeApproximately(pair.Expectation, 1e-5f)).WhenTypeIs<float>());
    }

    [Fact]
    public async Task Classify_FormOfFiles_HasAPredictionForEach()
    {
        JsonNode answer = await PostAsync(FormOf(3, 90, 200));

        answer["predictions"]!.AsArray().Should().HaveCount(3);
    }

    [Fact]
    public async Task Classify_BodyThatDoesNotArrive_IsGivenUp()
    {
        await using ServingProcess server = await ServingProcess.StartAsync(served.Path, "--waiting", "1", "--patience", "1");

        string slow = await server.SendAndReadAsync(
            "POST /classify HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\nabc");
        HttpResponseMessage next = await server.Client.PostAsync("classify", Of(ServedNetwork.Image(9), "image/png"));

        slow.Should().Match("HTTP/1.1 408 *").And.Contain("within 1 seconds");
        next.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_OfSeveralImages_NeverShareALargerPassThanAllowed()
    {
        await using ServingProcess server = await ServingProcess.StartAsync(served.Path, "--batch", "4", "--delay", "300");

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            server.Client.PostAsync("classify", FormOf(1, 2, 3))));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        await server.WaitForMetricAsync("serve_batch_rows_sum 18");
        await server.WaitForMetricAsync("serve_batch_rows_bucket{le=\"4\"} 6");
    }

    [Fact]
    public async Task Classify_BadBodies_AreRefusedWithTheReason()
    {
        byte[] good = ServedNetwork.Image(3);

        await ExpectProblemAsync(await SendAsync(Of(good[..^20], "image/png")), HttpStatusCode.UnprocessableEntity, "*damaged*");
        await ExpectProblemAsync(await SendAsync(Of([], "image/png")), HttpStatusCode.UnprocessableEntity, "*empty*");
        await ExpectProblemAsync(
            await SendAsync(Of(ServedNetwork.Image(3, side: 101), "image/png")), HttpStatusCode.UnprocessableEntity, "*101×101*10000*");
        await ExpectProblemAsync(
            await SendAsync(Of(new byte[65_537], "image/png")), HttpStatusCode.RequestEntityTooLarge, "*at most 65536 bytes*");
        await ExpectProblemAsync(await SendAsync(Of(good, "text/plain")), HttpStatusCode.UnsupportedMediaType, "*image/png*");
        await ExpectProblemAsync(await SendAsync(new MultipartFormDataContent()), HttpStatusCode.BadRequest, "*form*");
        await ExpectProblemAsync(await Client.GetAsync("classify"), HttpStatusCode.MethodNotAllowed, "*POST*");
        await ExpectProblemAsync(await Client.GetAsync("elsewhere"), HttpStatusCode.NotFound, "*/classify*");
    }

    [Fact]
    public async Task Requests_ThatArriveTogether_ShareAPass()
    {
        // Only a full batch ends the wait before a minute is over.
        await using ServingProcess server = await ServingProcess.StartAsync(served.Path, "--batch", "4", "--delay", "60000");

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(shade =>
            server.Client.PostAsync("classify", Of(ServedNetwork.Image(shade), "image/png"))));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        await server.WaitForMetricAsync("serve_batch_rows_count 1");
        await server.WaitForMetricAsync("serve_batch_rows_sum 4");
        await server.WaitForMetricAsync("serve_queue_length 0");
    }

    [Fact]
    public async Task Classify_FullHouse_AsksToComeAgain()
    {
        await using ServingProcess server = await ServingProcess.StartAsync(served.Path, "--waiting", "1");
        using HeldContent held = new(ServedNetwork.Image(3));
        Task<HttpResponseMessage> first = server.Client.PostAsync("classify", held);
        await server.WaitForMetricAsync(PostsInside);

        HttpResponseMessage second = await server.Client.PostAsync("classify", Of(ServedNetwork.Image(9), "image/png"));
        held.Release();
        HttpResponseMessage third = await first;

        await ExpectProblemAsync(second, HttpStatusCode.ServiceUnavailable, "*try again*");
        second.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        third.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Classify_FormThatIsCutOff_IsRefused()
    {
        ByteArrayContent cut = new("--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nabc"u8.ToArray());
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        await ExpectProblemAsync(await SendAsync(cut), HttpStatusCode.BadRequest, "*form cannot be read*");
    }

    [Fact]
    public async Task Description_OfTheInterface_NamesTheBodies()
    {
        JsonNode description = JsonNode.Parse(await Client.GetStringAsync("openapi/v1.json"))!;

        description["paths"]!["/classify"]!["post"]!["requestBody"]!["content"]!.AsObject().Select(body => body.Key)
            .Should().BeEquivalentTo(
            "image/png", "image/jpeg", "image/bmp", "image/gif", "multipart/form-data", "application/json");
        ((string?)JsonNode.Parse(await Client.GetStringAsync("model"))!["classNames"]![1]).Should().Be("dog");
        (await Client.GetStringAsync("healthz/live")).Should().Be("Healthy");
    }

    private static ByteArrayContent Of(byte[] body, string type) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static StringContent OfJson(string text) => new(text, Encoding.UTF8, "application/json");

    private static MultipartFormDataContent FormOf(params int[] shades)
    {
        MultipartFormDataContent form = [];
        foreach (int shade in shades)
            form.Add(Of(ServedNetwork.Image(shade), "image/png"), "files", $"{shade}.png");
        return form;
    }

    private static IEnumerable<float> Numbers(JsonNode numbers) => numbers.AsArray().Select(number => (float)number!);

    private static async Task ExpectProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string detail)
    {
        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        ((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]).Should().Match(detail);
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent body) => Client.PostAsync("classify", body);

    private async Task<JsonNode> PostAsync(HttpContent body)
    {
        HttpResponseMessage answer = await SendAsync(body);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>A server that the tests share, with small limits.</summary>
    public sealed class Served : IAsyncLifetime
    {
        private TemporaryFolder Folder { get; } = new();

        internal FFNetwork Network { get; } = ServedNetwork.OfImages();

        internal ServingProcess Server { get; private set; } = null!;

        internal string Path => Folder.Combine("images.safetensors");

        internal string ExportedPath => Folder.Combine("images.onnx");

        public async Task InitializeAsync()
        {
            Network.Save(Path);
            Network.ExportOnnx(ExportedPath);
            Server = await ServingProcess.StartAsync(Path, "--body-kib", "64", "--pixels", "10000");
        }

        public async Task DisposeAsync()
        {
            await Server.DisposeAsync();
            Network.Dispose();
            Folder.Dispose();
        }
    }
}

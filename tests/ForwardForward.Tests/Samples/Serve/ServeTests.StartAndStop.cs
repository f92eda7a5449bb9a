using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ForwardForward.Tests.Samples.Serve;

/// <content>How a server begins and ends.</content>
public sealed partial class ServeTests
{
    [Theory]
    [InlineData("library")]
    [InlineData("onnx")]
    public async Task Start_NoNetworkOfTheEngine_EndsWithTheReason(string engine)
    {
        string file = string.Equals(engine, "library", StringComparison.Ordinal) ? served.ExportedPath : served.Path;
        await using ServingProcess server = ServingProcess.Launch(file, "--engine", engine, "--urls", "http://127.0.0.1:0");

        (await server.WaitAsync()).Should().Be(1);

        server.Output.Should().Contain(file).And.NotContain("   at ", "a wrong file is told in a line");
    }

    [Fact]
    public async Task Start_AddressThatOthersReach_IsWarnedOf()
    {
        await using ServingProcess server = ServingProcess.Launch(served.Path, "--urls", "http://0.0.0.0:0");

        await server.WaitForOutputAsync("Other machines can reach http://0.0.0.0:");
    }

    [SignalFact]
    public async Task Stop_RequestsInside_AreAnsweredFirst()
    {
        await using ServingProcess server = await ServingProcess.StartAsync(served.Path);
        using HeldContent held = new(ServedNetwork.Image(3));
        Task<HttpResponseMessage> request = server.Client.PostAsync("classify", held);
        await server.WaitForMetricAsync(PostsInside);

        await server.StopAsync();
        held.Release();
        HttpResponseMessage answer = await request;

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!["predictions"]!.AsArray().Should().HaveCount(1);
        (await server.WaitAsync()).Should().Be(0);
    }
}

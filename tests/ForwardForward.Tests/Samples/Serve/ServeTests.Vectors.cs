using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Samples.Serve;

/// <content>Networks that are asked about rows of numbers, or of a table.</content>
public sealed partial class ServeTests
{
    private static readonly float[][] GoodRows = [[1, 2, 3, 4], [-1, 5, 0, 2]];
    private static readonly float[][] OneShortRow = [[1, 2, 3, 4], [1, 2]];

    [Theory]
    [InlineData("library")]
    [InlineData("onnx")]
    public async Task Classify_Rows_IsWhatTheNetworkSays(string engine)
    {
        using TemporaryFolder folder = new();
        using FFNetwork network = ServedNetwork.OfVectors();
        network.Save(folder.Combine("library"));
        network.ExportOnnx(folder.Combine("onnx"));
        await using ServingProcess server = await ServingProcess.StartAsync(folder.Combine(engine), "--engine", engine);

        HttpResponseMessage good = await server.Client.PostAsJsonAsync(
            "classify", new { features = GoodRows });
        HttpResponseMessage tooShort = await server.Client.PostAsJsonAsync(
            "classify", new { features = OneShortRow });
        HttpResponseMessage noJson = await server.Client.PostAsync(
            "classify", OfJson("{\"features\": ["));
        HttpResponseMessage image = await server.Client.PostAsync("classify", Of(ServedNetwork.Image(3), "image/png"));

        using DisposeScope scope = NewDisposeScope();
        long[] expected = [.. network.Predict(tensor([.. GoodRows.SelectMany(row => row)], [GoodRows.Length, 4])).data<long>()];
        JsonNode answer = (await good.Content.ReadFromJsonAsync<JsonNode>())!;
        answer["predictions"]!.AsArray().Select(prediction => (long)prediction!["label"]!).Should().Equal(expected);
        await ExpectProblemAsync(tooShort, HttpStatusCode.UnprocessableEntity, "Row 1 must be 4 numbers*it has 2*");
        await ExpectProblemAsync(noJson, HttpStatusCode.BadRequest, "*features*");
        await ExpectProblemAsync(image, HttpStatusCode.UnsupportedMediaType, "The network names rows of numbers*");
    }

    [Fact]
    public async Task Classify_NumbersTooLargeBesideOthers_AreRefusedAlone()
    {
        using TemporaryFolder folder = new();
        using FFNetwork network = ServedNetwork.OfATable(folder);
        network.Save(folder.Combine("network"));
        await using ServingProcess server = await ServingProcess.StartAsync(
            folder.Combine("network"), "--batch", "2", "--delay", "60000");

        Task<HttpResponseMessage> good = server.Client.PostAsync("classify", OfJson("""{"rows": [{"colour": "red", "size": 12}]}"""));
        HttpResponseMessage large = await server.Client.PostAsync("classify", OfJson("""{"rows": [{"colour": "red", "size": 3e38}]}"""));

        await ExpectProblemAsync(large, HttpStatusCode.UnprocessableEntity, "*large*");
        (await good).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("library")]
    [InlineData("onnx")]
    public async Task Classify_RowsOfATable_AreTakenAsTheFileHasThem(string engine)
    {
        using TemporaryFolder folder = new();
        using FFNetwork network = ServedNetwork.OfATable(folder);
        network.Save(folder.Combine("library"));
        network.ExportOnnx(folder.Combine("onnx"));
        await using ServingProcess server = await ServingProcess.StartAsync(folder.Combine(engine), "--engine", engine);

        HttpResponseMessage good = await server.Client.PostAsync(
            "classify", OfJson("""{"rows": [{"colour": "red", "size": 12.5, "else": true}, {"size": "1", "colour": "blue"}]}"""));
        HttpResponseMessage unknown = await server.Client.PostAsync(
            "classify", OfJson("""{"rows": [{"colour": "red", "size": 1}, {"colour": "green", "size": 1}]}"""));
        HttpResponseMessage missing = await server.Client.PostAsync("classify", OfJson("""{"rows": [{"colour": "red", "size": null}]}"""));
        HttpResponseMessage nested = await server.Client.PostAsync("classify", OfJson("""{"rows": [{"colour": "red", "size": [1]}]}"""));
        HttpResponseMessage half = await server.Client.PostAsync("classify", OfJson("""{"rows": [{"colour": "\ud800", "size": 1}]}"""));
        HttpResponseMessage twice = await server.Client.PostAsync("classify", OfJson("""{"rows": [{"size": 1, "size": 2}]}"""));
        HttpResponseMessage both = await server.Client.PostAsync("classify", OfJson("""{"rows": [{}], "features": [[1]]}"""));

        (await good.Content.ReadFromJsonAsync<JsonNode>())!["predictions"]!.AsArray().Select(prediction => (string?)prediction!["class"])
            .Should().Equal(
                network.PredictRow(RowOf("red", "12.5")),
                network.PredictRow(RowOf("blue", "1")));
        await ExpectProblemAsync(unknown, HttpStatusCode.UnprocessableEntity, "Row 1*colour*green*not known*");
        await ExpectProblemAsync(missing, HttpStatusCode.UnprocessableEntity, "*size*");
        await ExpectProblemAsync(nested, HttpStatusCode.UnprocessableEntity, "*a list or an object*");
        await ExpectProblemAsync(half, HttpStatusCode.BadRequest, "*half of a surrogate pair*");
        await ExpectProblemAsync(twice, HttpStatusCode.BadRequest, "*rows?0?*line 1*");
        await ExpectProblemAsync(both, HttpStatusCode.BadRequest, "*neither or both*");
        JsonNode.Parse(await server.Client.GetStringAsync("model"))!["columns"]!.AsArray().Select(column => column!.ToJsonString())
            .Should().Equal("""{"name":"colour","categories":["blue","red"]}""", """{"name":"size","categories":null}""");
    }

    private static Dictionary<string, string> RowOf(string colour, string size) =>
        new(StringComparer.Ordinal) { ["colour"] = colour, ["size"] = size };
}

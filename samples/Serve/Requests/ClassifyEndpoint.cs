using ForwardForward.Samples.Serve.Engines;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary><c>POST /classify</c>.</summary>
internal static class ClassifyEndpoint
{
    private static readonly int[] Refusals =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status408RequestTimeout, StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status503ServiceUnavailable,
    ];

    public static void Map(WebApplication app)
    {
        RouteHandlerBuilder endpoint = app.MapPost("/classify", ClassifyAsync)
            .RequireRateLimiting(Admission.Policy)
            .WithSummary("Names the class of images, or of rows of numbers, whichever the network is asked about.")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = DescribeBody();
                return Task.CompletedTask;
            });
        foreach (int status in Refusals)
            endpoint.ProducesProblem(status);
    }

    private static async Task<Ok<ClassifyAnswer>> ClassifyAsync(
        HttpRequest request, Model model, RequestReader reader, MicroBatcher batcher, CancellationToken cancellation)
    {
        FFNetworkDefinition definition = ModelAnswer.Loaded(model);
        InputRows rows = await reader.ReadAsync(request, definition, cancellation);
        Scores scores = await batcher.ScoreAsync(rows, cancellation);
        if (!scores.AreFinite)
            throw new RequestRefusedException(
                StatusCodes.Status422UnprocessableEntity, "The scores of these numbers are not finite: the numbers are far too large.");
        return TypedResults.Ok(new ClassifyAnswer(Prediction.All(scores, definition)));
    }

    private static OpenApiRequestBody DescribeBody()
    {
        OpenApiSchema file = new() { Type = JsonSchemaType.String, Format = "binary" };
        OpenApiSchema form = Object("files", Array(file));
        OpenApiSchema vector = Array(new OpenApiSchema { Type = JsonSchemaType.Number, Format = "float" });
        OpenApiRequestBody body = new() { Required = true, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) };
        foreach (string type in RequestReader.ImageTypes)
            body.Content[type] = new OpenApiMediaType { Schema = file };
        body.Content[RequestReader.Form] = new OpenApiMediaType { Schema = form };
        OpenApiSchema row = new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() };
        body.Content[RequestReader.Json] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { OneOf = [Object("features", Array(vector)), Object("rows", Array(row))] },
        };
        return body;
    }

    private static OpenApiSchema Array(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Object(string property, OpenApiSchema value) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [property] = value },
    };
}

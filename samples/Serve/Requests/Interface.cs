using Microsoft.AspNetCore.OpenApi;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>What the description of the interface is headed by.</summary>
internal static class Interface
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "A ForwardForward network";
        return Task.CompletedTask;
    });
}

using System.Text.Json;
using Json.Schema;

namespace ForwardForward.Tests.Experiments.Records;

/// <summary><c>docs/record.schema.json</c>, by a validator that knows nothing of the library.</summary>
internal static class RecordSchema
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Path.Combine(RepositoryRoot.Find(), "docs", "record.schema.json"));

    /// <summary>What the schema refuses; empty where it takes the text.</summary>
    public static IReadOnlyList<string> FindProblems(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        EvaluationResults results = Schema.Evaluate(
            document.RootElement, new Json.Schema.EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? []
            : [.. (results.Details ?? []).Where(detail => detail.Errors is not null)
                .Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")];
    }
}

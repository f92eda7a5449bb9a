using System.Text.Json.Serialization;

namespace ForwardForward.Samples.Results;

/// <summary>Writes and reads records as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StudyRecord))]
internal sealed partial class StudyJson : JsonSerializerContext;

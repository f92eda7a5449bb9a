using System.Text.Json.Serialization;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>A request about vectors.</summary>
/// <param name="Features">A row a vector.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FeaturesRequest([property: JsonRequired] float[][] Features);

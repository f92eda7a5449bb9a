using System.Text.Json;
using System.Text.Json.Serialization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>A decay in JSON: "constant", "cosine", or the points and the factor of its steps.</summary>
internal sealed class LearningRateDecayConverter : JsonConverter<LearningRateDecay>
{
    private static readonly LearningRateDecay[] Named = [LearningRateDecay.Constant, LearningRateDecay.Cosine];

    public override LearningRateDecay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            return JsonSerializer.Deserialize<StepDecay>(ref reader, options)!;
        string name = reader.GetString()!;
        return Array.Find(Named, decay => string.Equals(decay.ToString(), name, StringComparison.Ordinal))
            ?? throw new JsonException(
                $"\"{Excerpt.Of(name)}\" is no decay of a learning rate, which is "
                    + $"{string.Join(", ", Named.Select(decay => $"\"{decay}\""))} or an object with the points \"at\" and the \"factor\" "
                    + "of its steps.");
    }

    public override void Write(Utf8JsonWriter writer, LearningRateDecay value, JsonSerializerOptions options)
    {
        if (value is StepDecay steps)
            JsonSerializer.Serialize(writer, steps, options);
        else
            writer.WriteStringValue(value.ToString());
    }
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>Training options as JSON: everything that decides what is learned, but for the images.</summary>
internal static class TrainingOptionsJson
{
    private static readonly PropertyInfo[] Options =
        [.. typeof(TrainingOptions).GetProperties().Where(option => option.CanWrite).OrderBy(option => option.MetadataToken)];

    private static readonly PropertyInfo[] Settings = [.. Options.Where(IsSetting)];

    /// <summary>What is set of the options and is no description of a training but a part of one run; null where nothing is.</summary>
    public static string? FindPartOfARun(TrainingOptions options)
    {
        TrainingOptions usual = new();
        return Array.Find(
            Options, option => !IsSetting(option) && !Equals(option.GetValue(options), option.GetValue(usual)))?.Name;
    }

    public static JsonObject Write(TrainingOptions options, PluginRegistry plugins)
    {
        JsonObject json = [];
        foreach (PropertyInfo setting in Settings)
            json[FFNetworkDefinition.KeyOf(setting)] =
                JsonSerializer.SerializeToNode(setting.GetValue(options), setting.PropertyType, plugins.Json);
        return json;
    }

    /// <summary>Reads what <see cref="Write"/> wrote. What is missing has its default.</summary>
    /// <exception cref="InvalidDataException">An option is unknown, or has no such value.</exception>
    public static TrainingOptions Read(JsonObject json, PluginRegistry plugins, string source)
    {
        TrainingOptions options = new();
        foreach ((string key, JsonNode? value) in json)
        {
            PropertyInfo setting = Array.Find(
                Settings, known => string.Equals(FFNetworkDefinition.KeyOf(known), key, StringComparison.Ordinal))
                ?? throw new InvalidDataException(
                    $"{source} has a training option \"{Excerpt.Of(key)}\", which this version of the library does not know.");
            try
            {
                object? read = value.Deserialize(setting.PropertyType, plugins.Json);
                setting.SetValue(options, read, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null);
            }
            catch (Exception cause) when (cause is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
            {
                throw Excerpt.Explain($"{source} has a fault in the training option {key}.", cause);
            }
        }
        return options;
    }

    private static bool IsSetting(PropertyInfo option) =>
        !option.IsDefined(typeof(NotPartOfRunAttribute)) && option.PropertyType != typeof(LabelledImages);
}

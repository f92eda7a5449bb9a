using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>Saving and loading: <c>network.Save("digits.safetensors")</c> and <c>FFNetwork.Load("digits.safetensors")</c>.</content>
public sealed partial class FFNetwork
{
    private const string DefinitionKey = "forwardforward.definition";
    private const string VersionKey = "forwardforward.version";
    private const string LibraryKey = "forwardforward.library";
    private const int FormatVersion = 1;

    private const string HowSettingsAreSaved =
        "The settings of a part are its public properties; each must be set by a constructor parameter of its name, or by init.";

    private static readonly JsonSerializerOptions OneLine =
        new() { TypeInfoResolver = PartJson.Types, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string LibraryVersion =>
        typeof(FFNetwork).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "unknown";

    /// <summary>Saves the network, whole or not at all. If anything fails, a file that was there before is unchanged.</summary>
    /// <remarks>
    /// One file in the public safetensors format: the parameters, the buffers and the softmax head as tensors, the definition as JSON in
    /// the metadata. The state of optimizers and generators is not saved: a loaded network predicts the same bits as the saved one, and
    /// continues training with fresh moments. Checkpoints of a run (<see cref="TrainingOptions.Checkpoint"/>) have that state too. Do not
    /// train the network meanwhile.
    /// </remarks>
    /// <param name="path">
    /// The file; one that exists is replaced, and keeps its permissions, and its owner where this process may give files away. A link is
    /// followed. Its folder must exist.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// A plugin's settings cannot be written, or could not be read back; the message says which and what to do.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written, or is a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or the folder may not be written; it is read-only, say.</exception>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public void Save(string path)
    {
        using Lifetime.Use held = Lifetime.Enter();
        SafetensorsWriter.Write(path, Tensors, MetadataOf(WriteToLoad(Definition)));
    }

    /// <summary>Loads a network that <see cref="Save"/> wrote, or that a checkpoint of its training has.</summary>
    /// <remarks>
    /// A checkpoint (<see cref="TrainingOptions.Checkpoint"/>) gives the network as it was after the epoch in its name, even if
    /// <see cref="TrainingOptions.KeepBestEpoch"/> chose another epoch in the end. A folder of checkpoints gives its newest complete one.
    /// Nothing in a file is executed: types are those of the library and those that are registered. No more memory is taken for built-in
    /// layers than the file has data.
    /// </remarks>
    /// <param name="path">The file, or a folder of checkpoints.</param>
    /// <param name="options">The device, and your own strategies and layers; null for the defaults.</param>
    /// <returns>The network; dispose it after use.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or the folder may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is no complete network or no regular file, has more than 10,000 layers, or names a type that is not registered. Or the
    /// folder has no complete checkpoint. The message says what is wrong, where, and what to do.
    /// </exception>
    /// <exception cref="FFConfigurationException">
    /// The definition in the file has a setting out of its range, or does not fit together; as <see cref="FFNetworkBuilder.Build"/>.
    /// </exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public static FFNetwork Load(string path, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = CheckpointFile.FindToLoad(path);
        using SafetensorsReader file = SafetensorsReader.Open(path);
        var definition = FFNetworkDefinition.Read(ReadDefinition(file.Metadata, path), options?.Plugins ?? PluginRegistry.None, path);
        TorchRuntime.EnsureLoaded();
        FFNetwork network = Create(definition, options?.Device ?? CPU, file.Entries.Sum(entry => entry.Count), path);
        try
        {
            file.CopyTo(network.Tensors, mayHaveMore: file.Metadata.ContainsKey(CheckpointFile.VersionKey));
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>What a checkpoint says of its network, for <see cref="Load"/>.</summary>
    internal static Dictionary<string, string> MetadataOf(FFNetworkDefinition definition) =>
        MetadataOf(definition.Write(new PluginRegistry()).ToJsonString(OneLine));

    private static Dictionary<string, string> MetadataOf(string definition) => new(StringComparer.Ordinal)
    {
        [VersionKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
        [LibraryKey] = LibraryVersion,
        [DefinitionKey] = definition,
    };

    /// <summary>The definition on one line, after making sure that it can be read back.</summary>
    /// <exception cref="InvalidOperationException">A plugin would not come back with the settings it has.</exception>
    private static string WriteToLoad(FFNetworkDefinition definition)
    {
        PluginRegistry plugins = new();
        JsonObject json = definition.Write(plugins);
        plugins.ExpectSettingsKept();
        string text = json.ToJsonString(OneLine);
        JsonObject again = ReadBack(text, plugins).Write(plugins);
        if (json.FirstOrDefault(part => !JsonNode.DeepEquals(part.Value, again[part.Key])).Key is { } lost)
            throw new InvalidOperationException(
                $"The network cannot be saved, for it would load with other settings ({FFNetworkDefinition.PlaceOf(lost)}): "
                + $"{json[lost]?.ToJsonString()} would become {again[lost]?.ToJsonString()}. {HowSettingsAreSaved}");
        return text;
    }

    private static FFNetworkDefinition ReadBack(string text, PluginRegistry plugins)
    {
        try
        {
            return FFNetworkDefinition.Read(text, plugins, "The definition");
        }
        catch (Exception cause) when (cause is InvalidDataException or FFConfigurationException)
        {
            throw new InvalidOperationException(
                $"The network cannot be saved, for it could not be loaded. {cause.Message} {HowSettingsAreSaved}", cause);
        }
    }

    private static FFNetwork Create(FFNetworkDefinition definition, Device device, long numbers, string path)
    {
        try
        {
            return new FFNetwork(definition, device, numbers);
        }
        catch (OverflowException cause)
        {
            throw new InvalidDataException($"{path} defines a network with larger tensors than there can be.", cause);
        }
    }

    private static string ReadDefinition(IReadOnlyDictionary<string, string> metadata, string path)
    {
        if (!metadata.TryGetValue(VersionKey, out string? version) || !metadata.TryGetValue(DefinitionKey, out string? definition))
            throw new InvalidDataException(
                metadata.ContainsKey(CheckpointFile.VersionKey)
                    ? $"{path} is a checkpoint that does not say its network: that of a BackpropTwin, or of an earlier version of the "
                        + "library. Fit goes on from it, given the same images and options and its folder."
                    : $"{path} holds tensors, but no network: its metadata lacks {VersionKey} or {DefinitionKey}. Give Load a file that "
                        + "Save wrote.");
        if (!string.Equals(version, FormatVersion.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            throw new InvalidDataException(
                $"{path} is of the version {Excerpt.Of(version)}, written by ForwardForward "
                + $"{Excerpt.Of(metadata.GetValueOrDefault(LibraryKey, "unknown"))}; this is {LibraryVersion} and reads {FormatVersion}. "
                + "Update the package.");
        return definition;
    }
}

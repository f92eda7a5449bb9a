using System.Globalization;
using System.Reflection;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Saves and loads networks: <c>network.Save("digits.safetensors")</c> and <c>FFNetwork.Load("digits.safetensors")</c>.</summary>
/// <remarks>
/// One file in the public safetensors format: the parameters, the buffers and the softmax head as tensors, the definition as JSON in the metadata. The state of
/// optimizers and generators is not saved: a loaded network predicts bit by bit as the saved one, and goes on training with fresh moments. Checkpoints of a run
/// (<c>TrainingOptions.Checkpoint</c>) have that state too.
/// </remarks>
public static class FFNetworkPersistence
{
    private const string DefinitionKey = "forwardforward.definition";
    private const string VersionKey = "forwardforward.version";
    private const string LibraryKey = "forwardforward.library";
    private const int FormatVersion = 1;

    /// <summary>Saves a network, whole or not at all: where anything fails, what stood at the path before is untouched.</summary>
    /// <remarks>Nothing may train the network meanwhile.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="path">The file; one that exists is replaced. Its folder must exist.</param>
    /// <exception cref="InvalidOperationException">A plugin's settings could not be read back; the message says which and what to do.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or the folder may not be written.</exception>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public static void Save(this FFNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        SafetensorsWriter.Write(path, network.Tensors, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [VersionKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            [LibraryKey] = LibraryVersion,
            [DefinitionKey] = DefinitionWriter.WriteToLoad(network.Definition),
        });
    }

    extension(FFNetwork)
    {
        /// <summary>Loads a network that <see cref="Save"/> wrote.</summary>
        /// <remarks>
        /// Nothing in a file is executed: types are those of the library and those that are registered. No more memory is taken for built-in layers than the
        /// file has data.
        /// </remarks>
        /// <param name="path">The file.</param>
        /// <param name="options">The device, and your own strategies and layers; null for the defaults.</param>
        /// <returns>The network; dispose it after use.</returns>
        /// <exception cref="FileNotFoundException">The file does not exist.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
        /// <exception cref="InvalidDataException">Not a whole file of a network, or it names a type that is not registered; the message says what is wrong, where, and what to do.</exception>
        /// <exception cref="FFConfigurationException">The definition in the file has a setting out of its range, or does not fit together; as <see cref="FFNetworkBuilder.Build"/>.</exception>
        /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
        public static FFNetwork Load(string path, LoadOptions? options = null)
        {
            using SafetensorsReader file = SafetensorsReader.Open(path);
            FFNetworkDefinition definition = DefinitionReader.Read(ReadDefinition(file.Metadata, path), options?.Plugins ?? PluginRegistry.None, path);
            TorchRuntime.EnsureLoaded();
            FFNetwork network = Create(definition, options?.Device ?? CPU, file.Entries.Sum(entry => entry.Count), path);
            try
            {
                file.CopyTo(network.Tensors, path);
                return network;
            }
            catch
            {
                network.Dispose();
                throw;
            }
        }
    }

    internal static string LibraryVersion =>
        typeof(FFNetwork).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

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
            throw new InvalidDataException($"{path} holds tensors, but no network: its metadata lacks {VersionKey} or {DefinitionKey}. SafetensorsReader reads such a file.");
        if (!string.Equals(version, FormatVersion.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            throw new InvalidDataException($"{path} is of the version {version}, written by ForwardForward {metadata.GetValueOrDefault(LibraryKey, "unknown")}; this is {LibraryVersion} and reads {FormatVersion}. Update the package.");
        return definition;
    }
}

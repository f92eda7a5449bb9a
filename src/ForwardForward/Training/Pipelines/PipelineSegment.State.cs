using System.Globalization;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What a segment has learned, as a file: between two epochs it goes on from there, in this process or in another.</content>
public sealed partial class PipelineSegment
{
    private const string LayersKey = "forwardforward.segment.layers";
    private const string EpochsKey = "forwardforward.segment.epochs";

    private IReadOnlyList<NamedTensor> State => [.. Enumerable.Range(_first, _last - _first + 1).SelectMany(_network.StateOf)];

    /// <summary>Writes what the segment needs to go on: parameters, buffers, moments, and the first segment's random generators.</summary>
    /// <param name="path">The safetensors file; it appears whole or not at all.</param>
    /// <exception cref="InvalidOperationException">An epoch is under way.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        ExpectNoEpoch();
        using DisposeScope scope = NewDisposeScope();
        SafetensorsWriter.Write(path, [.. State, .. Generators()], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [LayersKey] = Layers.ToString(),
            [EpochsKey] = EpochsDone.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Goes on from what <see cref="Save"/> wrote, of the same layers of the same network.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">An epoch is under way.</exception>
    /// <exception cref="InvalidDataException">The file is not whole, or of another segment; the segment is as it was.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Load(string path)
    {
        ExpectNoEpoch();
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        using SafetensorsReader file = SafetensorsReader.Open(path);
        string layers = file.Metadata.GetValueOrDefault(LayersKey, "none");
        if (!string.Equals(layers, Layers.ToString(), StringComparison.Ordinal)
            || !int.TryParse(file.Metadata.GetValueOrDefault(EpochsKey), NumberStyles.None, CultureInfo.InvariantCulture, out int epochs)
            || epochs > _options.Epochs)
            throw new InvalidDataException(
                $"{path} has the layers {Excerpt.Of(layers)} after some epochs, and this segment the layers {Layers} of a run of "
                    + $"{_options.Epochs} epochs. Give it a file that it saved.");
        IReadOnlyList<NamedTensor> own = State, values = file.ReadFor([.. own, .. Generators()]);
        if (NonFinite.FindIn(values) is { } bad)
            throw new InvalidDataException($"{path} holds NaN or infinity in {bad}.");
        if (IsFirst)
            _network.Random.Restore([.. values.Skip(own.Count)]);
        foreach ((NamedTensor target, NamedTensor value) in own.Zip(values))
            target.Value.copy_(value.Value);
        EpochsDone = epochs;
    }

    /// <summary>Puts the whole network together from the files that its segments saved.</summary>
    /// <param name="definition">The whole network.</param>
    /// <param name="paths">The files of all segments, in any order.</param>
    /// <param name="seed">The seed that the segments were created with; null for the definition's own.</param>
    /// <returns>The network; dispose it after use.</returns>
    /// <exception cref="InvalidDataException">A file is not whole or of another network, or layers are missing.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded.</exception>
    public static FFNetwork Join(FFNetworkDefinition definition, IReadOnlyList<string> paths, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(paths);
        FFNetwork network = definition.Build(seed);
        try
        {
            HashSet<string> missing = new(network.Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
            foreach (string path in paths)
            {
                using SafetensorsReader file = SafetensorsReader.Open(path);
                HashSet<string> stored = new(file.Entries.Select(entry => entry.Name), StringComparer.Ordinal);
                file.CopyTo([.. network.Tensors.Where(tensor => stored.Contains(tensor.Name))], mayHaveMore: true);
                missing.ExceptWith(stored);
            }
            return missing.Count == 0
                ? network
                : throw new InvalidDataException(
                    $"No file has {Excerpt.Of(string.Join(", ", missing))}. Give the files of all segments of the network.");
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private IReadOnlyList<NamedTensor> Generators() => IsFirst ? _network.Random.CopyStates() : [];

    private void ExpectNoEpoch()
    {
        if (_losses is not null)
            throw new InvalidOperationException("An epoch is under way. Call EndEpoch first.");
    }
}

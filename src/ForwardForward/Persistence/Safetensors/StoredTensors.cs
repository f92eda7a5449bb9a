using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Gives tensors the values that a file has for them.</summary>
internal static class StoredTensors
{
    private const int MostProblems = 5;

    /// <summary>Makes sure that the file has exactly these tensors, and copies them in place.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="targets">Tensors by name.</param>
    /// <param name="path">What messages call the file.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, superfluous, of another shape or type.</exception>
    public static void CopyTo(this SafetensorsReader file, IReadOnlyList<NamedTensor> targets, string path)
    {
        string[] problems = [.. FindProblems(file, targets).Take(MostProblems)];
        if (problems.Length > 0)
            throw new InvalidDataException($"The tensors of {path} are not those of its definition: {string.Join("; ", problems)}.");
        using var still = no_grad();
        foreach ((string name, Tensor target) in targets)
        {
            using Tensor stored = file.Read(name);
            target.copy_(stored);
        }
    }

    private static IEnumerable<string> FindProblems(SafetensorsReader file, IReadOnlyList<NamedTensor> targets)
    {
        Dictionary<string, SafetensorsEntry> entries = file.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach ((string name, Tensor target) in targets)
        {
            string needed = SafetensorsTypes.Describe(target.dtype, target.shape);
            if (!entries.Remove(name, out SafetensorsEntry? entry))
                yield return $"{name} is missing, which should be {needed}";
            else if (entry.Type != target.dtype || !entry.Shape.SequenceEqual(target.shape))
                yield return $"{entry} should be {needed}";
        }
        foreach (SafetensorsEntry entry in entries.Values)
            yield return $"{entry} belongs to nothing";
    }
}

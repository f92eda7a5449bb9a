using System.Runtime.CompilerServices;

namespace ForwardForward.Data;

/// <summary>What the classes of a dataset or a network are called, in the order of their labels.</summary>
internal static class ClassNames
{
    /// <summary>A list of its own of names that can be told apart.</summary>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    public static IReadOnlyList<string> Checked(
        IReadOnlyList<string> names, [CallerArgumentExpression(nameof(names))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(names, parameter);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((int label, string name) in names.Index())
        {
            if (string.IsNullOrWhiteSpace(name))
                throw new ArgumentException($"The name of class {label} is empty. Give every class a name.", parameter);
            if (!seen.Add(name))
                throw new ArgumentException($"Two classes are called '{name}'. Give each a name of its own.", parameter);
        }
        return [.. names];
    }

    /// <summary>As <see cref="Checked"/>, of as many names as there are classes.</summary>
    /// <exception cref="ArgumentException">There are fewer names or more, one is empty, or two are the same.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names, int classes, string parameter)
    {
        IReadOnlyList<string> own = Checked(names, parameter);
        return own.Count == classes
            ? own
            : throw new ArgumentException($"There are {own.Count} names for {classes} classes. Give one for each.", parameter);
    }
}

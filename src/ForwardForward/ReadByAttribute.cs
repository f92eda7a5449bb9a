using System.Reflection;

namespace ForwardForward;

/// <summary>
/// Marks a setting of a network that only some kinds of layers read. The builder refuses it if no layer of the network does.
/// </summary>
/// <param name="condition">The property of <see cref="LayerDefinition"/> that says whether a layer reads the setting.</param>
/// <param name="readers">Such layers, as messages call them.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ReadByAttribute(string condition, string readers) : Attribute
{
    private readonly PropertyInfo _condition =
        typeof(LayerDefinition).GetProperty(condition, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;

    /// <summary>Such layers, as messages call them.</summary>
    public string Readers => readers;

    /// <summary>Whether JSON states the setting also where no layer reads it.</summary>
    public bool IsAlwaysWritten { get; init; }

    public bool IsReadBy(LayerDefinition layer) => (bool)_condition.GetValue(layer)!;
}

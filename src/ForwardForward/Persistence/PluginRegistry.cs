using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>The strategies and layer kinds of your own that a saved definition may name.</summary>
/// <remarks>
/// A file has names and settings, and no code. A name means the type that is registered for it, and otherwise nothing. The library's own
/// types are known without registration. Loading may use one registry from several threads, once all types are registered.
/// </remarks>
/// <example>
/// <code>
/// PluginRegistry plugins = new PluginRegistry().Register&lt;NextLabelSampler&gt;().Register&lt;CubeGoodness&gt;();
/// using FFNetwork network = FFNetwork.Load("digits.safetensors", new LoadOptions { Plugins = plugins });
/// </code>
/// </example>
public sealed class PluginRegistry
{
    private static readonly FrozenDictionary<string, Type> BuiltIn =
        typeof(FFNetwork).Assembly.GetExportedTypes().Where(IsPart).ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, Type> _plugins = new(StringComparer.Ordinal);

    /// <summary>Creates a registry that knows the library's own types.</summary>
    public PluginRegistry() => Json = PartJson.OptionsWith(this);

    /// <summary>The library's types alone.</summary>
    internal static PluginRegistry None { get; } = new();

    /// <summary>How parts of a definition are written and read with these types.</summary>
    internal JsonSerializerOptions Json { get; }

    /// <summary>Registers a type.</summary>
    /// <typeparam name="T">A type that implements one of the library's interfaces, or a <see cref="LayerDefinition"/>.</typeparam>
    /// <param name="name"> What files call it; null for its full name with namespace, which is what saving writes.
    /// Give the name of old for a type that was renamed since, besides its own.
    /// </param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The type is no strategy and no layer definition, or the name belongs to another type.
    /// </exception>
    public PluginRegistry Register<T>(string? name = null)
    {
        name ??= FullNameOf(typeof(T));
        return FindProblem(typeof(T), name) is { } problem ? throw new ArgumentException(problem, nameof(name)) : Add(typeof(T), name);
    }

    /// <summary>The name of a type in a definition. A plugin is registered by it.</summary>
    /// <exception cref="InvalidOperationException">The name would be taken for another type.</exception>
    internal string NameOf(Type type)
    {
        if (BuiltIn.TryGetValue(type.Name, out Type? builtIn) && builtIn == type)
            return type.Name;
        string name = FullNameOf(type);
        if (FindProblem(type, name) is { } problem)
            throw new InvalidOperationException(problem);
        Add(type, name);
        return name;
    }

    /// <summary>Makes sure that whatever a plugin's constructor takes is kept by a property, so that it comes back as it is.</summary>
    /// <exception cref="InvalidOperationException">A setting would be forgotten.</exception>
    internal void ExpectSettingsKept()
    {
        foreach (Type type in _plugins.Values.Where(type => type.GetConstructor(Type.EmptyTypes) is null))
            if (type.GetConstructors() is [{ } constructor]
                && Array.Find(constructor.GetParameters(), parameter => !IsKept(parameter, type)) is { } forgotten)
                throw new InvalidOperationException(
                    $"The network cannot be saved: the constructor of {type} takes \"{forgotten.Name}\", and no public property of that "
                        + "name keeps it, so it would load as another. Add the property.");
    }

    private static bool IsKept(ParameterInfo parameter, Type type) =>
        type.GetProperty(parameter.Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null;

    /// <summary>The type of a name.</summary>
    /// <exception cref="JsonException">Nobody registered it, or it is something else.</exception>
    internal Type Find(string name, Type wanted)
    {
        if (!BuiltIn.TryGetValue(name, out Type? type) && !_plugins.TryGetValue(name, out type))
            throw new JsonException(
                $"The {wanted.Name} \"{Excerpt.Of(name)}\" is not known. "
                + $"Register it: new LoadOptions {{ Plugins = new PluginRegistry().Register<{Excerpt.Of(name).Replace('+', '.')}>() }}.");
        return type.IsAssignableTo(wanted) ? type : throw new JsonException($"{name} is no {wanted.Name}.");
    }

    private PluginRegistry Add(Type type, string name)
    {
        _plugins[name] = type;
        return this;
    }

    private string? FindProblem(Type type, string name)
    {
        if (!IsPart(type))
            return $"{type} is nothing that a definition can name: it implements no strategy interface of this library, is no "
                + "LayerDefinition, or is abstract.";
        if (BuiltIn.ContainsKey(name))
            return $"{name} is the name of a type of the library, so it cannot name {type}. Move yours into a namespace.";
        return _plugins.TryGetValue(name, out Type? other) && other != type
            ? $"{name} is registered for {other}, so it cannot name {type}."
            : null;
    }

    // Unlike FullName without the versions of a generic argument's assembly.
    private static string FullNameOf(Type type) => type.ToString();

    private static bool IsPart(Type type) =>
        !type.IsAbstract && (type.IsAssignableTo(typeof(LayerDefinition)) || type.GetInterfaces().Any(PartJson.IsStrategy));
}

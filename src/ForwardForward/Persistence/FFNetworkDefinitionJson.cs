namespace ForwardForward;

/// <summary>Definitions as JSON: <c>definition.ToJson()</c> and <c>FFNetworkDefinition.FromJson(json)</c>.</summary>
public static class FFNetworkDefinitionJson
{
    /// <summary>Writes everything that the network is, but for its parameters.</summary>
    /// <remarks>
    /// A strategy or a layer stands as its type's name with its public properties: the plain name for those of this library, the full name with
    /// namespace for a plugin. What the layers have no use for, such as negatives of class-wise layers, is left out. The modulation is an example that
    /// its factory gives.
    /// </remarks>
    /// <param name="definition">The definition.</param>
    /// <returns>Indented JSON, the same for equal definitions.</returns>
    /// <exception cref="InvalidOperationException">A plugin has the name of a type of the library, or a setting called "type".</exception>
    public static string ToJson(this FFNetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        PluginRegistry plugins = new();
        return DefinitionWriter.Write(definition, plugins).ToJsonString(plugins.Json);
    }

    extension(FFNetworkDefinition)
    {
        /// <summary>Reads what <see cref="ToJson"/> wrote, and checks it as the builder does.</summary>
        /// <remarks>No type is looked up by what the text says: a name means a type of the library or one that is registered. A part that is missing has the builder's default.</remarks>
        /// <param name="json">The definition as JSON.</param>
        /// <param name="plugins">The strategies and layer kinds of your own; null for none.</param>
        /// <returns>The definition, for <c>UntrainedTwin</c> and <c>BackpropTwin</c>.</returns>
        /// <exception cref="InvalidDataException">The text is no definition, or names a type that is not registered: the message says which, where, and how to register it.</exception>
        /// <exception cref="FFConfigurationException">A setting is out of its range, or the whole does not fit together; as <see cref="FFNetworkBuilder.Build"/>.</exception>
        public static FFNetworkDefinition FromJson(string json, PluginRegistry? plugins = null)
        {
            ArgumentNullException.ThrowIfNull(json);
            return DefinitionReader.Read(json, plugins ?? PluginRegistry.None, "The definition");
        }
    }
}

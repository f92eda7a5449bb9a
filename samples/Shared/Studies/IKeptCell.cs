using System.Text.Json.Nodes;

namespace ForwardForward.Samples;

/// <summary>Something that <see cref="CellStore"/> keeps.</summary>
internal interface IKeptCell
{
    /// <summary>What was measured.</summary>
    JsonObject Key { get; }
}

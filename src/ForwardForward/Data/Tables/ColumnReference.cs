using System.Globalization;
using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>
/// A column of a table, by its name or by its place. Made by conversion: <c>"species"</c>, <c>0</c> and <c>^1</c> are such.
/// </summary>
/// <remarks>Places count from 0, those from the end from <c>^1</c>. Immutable.</remarks>
public readonly record struct ColumnReference
{
    private readonly string? _name;
    private readonly Index _place;

    private ColumnReference(string? name, Index place) => (_name, _place) = (name, place);

    /// <summary>The column of a name, capital and small letters told apart.</summary>
    /// <param name="name">The name, as the header has it; not empty.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static implicit operator ColumnReference(string name) => new(Require.NotBlank(name, nameof(name)), default);

    /// <summary>The column at a place, counted from 0, or from the end as <c>^1</c>.</summary>
    /// <param name="place">The place.</param>
    public static implicit operator ColumnReference(Index place) => new(name: null, place);

    /// <summary>The column at a place, counted from 0.</summary>
    /// <param name="place">The place, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public static implicit operator ColumnReference(int place) =>
        new(name: null, new Index(Require.AtLeast(0, place, nameof(place))));

    /// <summary>The name or the place, as messages have it.</summary>
    /// <returns>Such as "'species'", "number 0" or "number ^1".</returns>
    public override string ToString() => _name is null
        ? string.Create(CultureInfo.InvariantCulture, $"number {_place}")
        : Excerpt.Quote(_name);

    /// <summary>The place of the column among all, which are given by their names; -1 where there is none.</summary>
    internal int FindIn(IReadOnlyDictionary<string, int> places)
    {
        if (_name is not null)
            return places.TryGetValue(_name, out int found) ? found : -1;
        int place = _place.GetOffset(places.Count);
        return place >= 0 && place < places.Count ? place : -1;
    }
}

namespace ForwardForward.Data;

/// <summary>One thing to paint: a filled outline or a line of some width. Marks are painted one over the other.</summary>
/// <param name="Points">The corners, in order.</param>
internal sealed record Mark(PlanePoint[] Points)
{
    /// <summary>Whether the last point is joined with the first. An outline to be filled always is.</summary>
    public bool Closed { get; init; }

    /// <summary>Whether the inside is painted (even-odd rule) and not only the line.</summary>
    public bool Filled { get; init; }

    /// <summary>Whether the points are joined by a smooth curve instead of straight lines; see <see cref="Flatten"/>.</summary>
    public bool Curved { get; init; }

    /// <summary>Width of the line in pixels; a filled mark is wider by half of it on each side.</summary>
    public float Width { get; init; }

    /// <summary>Brightness, 0 to 1.</summary>
    public float Shade { get; init; } = 1;

    /// <summary>Whether the image's <see cref="Texture"/> shows on this mark.</summary>
    public bool Textured { get; init; }

    /// <summary>The same mark with every point moved.</summary>
    public Mark Move(Func<PlanePoint, PlanePoint> step) => this with { Points = Array.ConvertAll(Points, point => step(point)) };

    /// <summary>The same mark, its points replaced by those of the smooth curve through them if it is curved.</summary>
    public Mark Flatten() => Curved ? this with { Points = Curve.Through(Points, Closed || Filled), Curved = false } : this;

    /// <summary>A line through points given as x, y, x, y, …</summary>
    public static Mark Line(params ReadOnlySpan<float> coordinates)
    {
        var points = new PlanePoint[coordinates.Length / 2];
        for (int index = 0; index < points.Length; index++)
            points[index] = new(coordinates[2 * index], coordinates[(2 * index) + 1]);
        return new Mark(points);
    }

    /// <summary>A smooth line through points given as x, y, x, y, …</summary>
    public static Mark Bend(params ReadOnlySpan<float> coordinates) => Line(coordinates) with { Curved = true };

    /// <summary>A smooth closed line through points given as x, y, x, y, …</summary>
    public static Mark Loop(params ReadOnlySpan<float> coordinates) => Bend(coordinates) with { Closed = true };

    /// <summary>A filled outline with the corners x, y, x, y, …, which shows the texture.</summary>
    public static Mark Area(params ReadOnlySpan<float> coordinates) => Line(coordinates) with { Filled = true, Textured = true };

    /// <summary>A filled outline, symmetrical about x = 0.5, whose right half has the corners x, y, x, y, … from top to bottom.</summary>
    public static Mark Mirrored(params ReadOnlySpan<float> rightHalf)
    {
        PlanePoint[] right = Line(rightHalf).Points;
        IEnumerable<PlanePoint> left = right.Reverse().Select(point => new PlanePoint(1 - point.X, point.Y));
        return new Mark([.. right, .. left]) { Filled = true, Textured = true };
    }
}

namespace ForwardForward.Data;

/// <summary>How far images of one kind are deformed; every value is the half width of a uniform range around the plain drawing.</summary>
internal sealed record DeformationRanges
{
    /// <summary>Width of the unit square in pixels before deformation.</summary>
    public required float Width { get; init; }

    /// <summary>Height of the unit square in pixels before deformation.</summary>
    public required float Height { get; init; }

    /// <summary>Relative change of the size.</summary>
    public required float Scale { get; init; }

    /// <summary>Relative change of the width against the height.</summary>
    public required float Aspect { get; init; }

    /// <summary>Sideways shift a pixel of height.</summary>
    public required float Shear { get; init; }

    /// <summary>Tangent of half the largest rotation: 0.13 are 14.8 degrees.</summary>
    public required float HalfAngleTangent { get; init; }

    /// <summary>Pixels, in both directions.</summary>
    public required float Shift { get; init; }

    /// <summary>Deviation of every drawn point, in parts of the unit square.</summary>
    public required float Jitter { get; init; }
}

namespace ForwardForward.Data;

/// <summary>Catmull-Rom curves as polylines.</summary>
internal static class Curve
{
    private const int StepsPerSpan = 6;

    /// <summary>A smooth curve through all points. Only additions and products: the same bits on every machine.</summary>
    public static PlanePoint[] Through(PlanePoint[] points, bool closed)
    {
        int spans = closed ? points.Length : points.Length - 1;
        var curve = new List<PlanePoint>((spans * StepsPerSpan) + 1);
        for (int span = 0; span < spans; span++)
        {
            PlanePoint before = At(points, span - 1, closed);
            PlanePoint from = At(points, span, closed);
            PlanePoint to = At(points, span + 1, closed);
            PlanePoint after = At(points, span + 2, closed);
            for (int step = 0; step < StepsPerSpan; step++)
            {
                float t = step / (float)StepsPerSpan;
                curve.Add(new(Blend(before.X, from.X, to.X, after.X, t), Blend(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }

        if (!closed)
            curve.Add(points[^1]);
        return [.. curve];
    }

    private static PlanePoint At(PlanePoint[] points, int index, bool closed) =>
        closed ? points[(index + points.Length) % points.Length] : points[Math.Clamp(index, 0, points.Length - 1)];

    private static float Blend(float before, float from, float to, float after, float t)
    {
        float linear = to - before;
        float square = (2 * before) - (5 * from) + (4 * to) - after;
        float cubic = (3 * (from - to)) + after - before;
        return from + (0.5f * t * (linear + (t * (square + (t * cubic)))));
    }
}

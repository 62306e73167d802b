import { Component, type ComponentType, createElement, type JSX } from 'preact';

/** A component that is drawn again only when one of its properties is another. */
export function memo<P extends object>(draw: (props: P) => JSX.Element): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !isSame(this.props, next);
    }

    render(): JSX.Element {
      return createElement(draw, this.props);
    }
  };
}

function isSame(a: object, b: object): boolean {
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => Object.is(value, right.get(name)));
}
